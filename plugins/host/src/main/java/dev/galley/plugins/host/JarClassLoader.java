package dev.galley.plugins.host;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The classes of one plugin, defined from the bytes that were checked. */
final class JarClassLoader extends ClassLoader implements Closeable {
  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> entries;

  JarClassLoader(String plugin, Map<String, byte[]> entries, ClassLoader parent) {
    super("plugin " + plugin, parent);
    this.entries = new ConcurrentHashMap<>(entries);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] code = entries.get(name.replace('.', '/') + ".class");
    if (code == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, code, 0, code.length);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    byte[] bytes = entries.get(name);
    if (bytes == null) {
      return null;
    }
    try {
      return URL.of(new URI("galley-plugin", null, '/' + name, null), new InMemory(bytes));
    } catch (URISyntaxException | MalformedURLException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL url = findResource(name);
    return Collections.enumeration(url == null ? List.of() : List.of(url));
  }

  @Override
  public void close() {
    entries.clear();
  }

  private static final class InMemory extends URLStreamHandler {
    private final byte[] bytes;

    InMemory(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          connected = true;
        }

        @Override
        public InputStream getInputStream() throws IOException {
          return new ByteArrayInputStream(bytes);
        }

        @Override
        public long getContentLengthLong() {
          return bytes.length;
        }
      };
    }
  }
}

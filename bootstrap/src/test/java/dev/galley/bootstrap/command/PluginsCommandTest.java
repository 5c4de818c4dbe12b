package dev.galley.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsCommandTest {
  @TempDir Path folder;

  private Terminal.Result run(String... arguments) {
    return new Terminal(folder).run(arguments);
  }

  @Test
  void publisherSignsAndEverybodyVerifies() throws IOException {
    Path jar = jar();
    Path key = folder.resolve("key");
    Terminal.Result made = run("plugins", "keygen", key.toString());
    assertThat(made.exitCode()).isZero();
    String publisher = "acme:" + made.out().strip();
    assertThat(run("plugins", "keygen", key.toString()).exitCode()).isEqualTo(1);
    assertThat(made.out()).doesNotContain(Files.readString(key).strip());

    assertThat(run("plugins", "verify", jar.toString(), "--publisher", publisher).err())
        .contains("has no signature, and one is required")
        .doesNotContain("is true");
    Terminal.Result signed = run("plugins", "sign", "--key", key.toString(), jar.toString());
    assertThat(signed.out().strip()).isEqualTo(jar + ".sig");

    Terminal.Result good = run("plugins", "verify", jar.toString(), "--publisher", publisher);
    assertThat(good.err()).isEmpty();
    assertThat(good.out()).contains("signed by  acme").contains("gate-of-test");
    byte[] bytes = Files.readAllBytes(jar);
    bytes[bytes.length - 10] ^= 1;
    Files.write(jar, bytes);
    assertThat(run("plugins", "verify", jar.toString(), "--publisher", publisher).err())
        .contains("would not be loaded");
  }

  @Test
  void saysWhyAJarWouldNotBeLoaded() throws IOException {
    Path jar = folder.resolve("x.jar");
    Files.writeString(jar, "hello");
    Terminal.Result result = run("plugins", "verify", jar.toString());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("is not a jar");
    assertThat(run("plugins", "sign", "--key", jar.toString(), jar.toString()).err())
        .contains("holds no private key")
        .doesNotContain("hello");
    assertThat(run("plugins", "verify", jar.toString(), "--publisher", "acme").exitCode())
        .isEqualTo(2);
    assertThat(run("plugins").out()).contains("list", "verify", "sign", "keygen");
  }

  /** A gate of this test. */
  public static final class Gate implements dev.galley.skill.api.CommitGate {

    @Override
    public String id() {
      return "gate-of-test";
    }

    @Override
    public java.util.List<dev.galley.skill.api.GateFinding> review(
        dev.galley.skill.api.Proposal proposal) {
      return java.util.List.of();
    }
  }

  private Path jar() throws IOException {
    Path jar = folder.resolve("gate.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Plugin-Id", "test");
    manifest.getMainAttributes().putValue("Plugin-Version", "1.0.0");
    String name = Gate.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        java.io.InputStream code = Gate.class.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new JarEntry("META-INF/extensions.idx"));
      out.write(Gate.class.getName().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      out.putNextEntry(new JarEntry(name));
      code.transferTo(out);
    }
    return jar;
  }
}

package dev.galley.bootstrap.plugin;

import dev.galley.plugins.host.PluginHost;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the plugins loaded when a server starts, and looks at their folder from then on. */
@Singleton
final class PluginWatch implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(PluginWatch.class);

  private final PluginHost host;
  private final Duration interval;
  private final Thread thread;

  PluginWatch(PluginHost host, PluginProperties properties) {
    this.host = host;
    this.interval = properties.watch();
    this.thread = Thread.ofPlatform().name("plugin-watch").daemon().unstarted(this::run);
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    if (!interval.isZero()) {
      thread.start();
    }
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(interval);
        look();
      }
    } catch (InterruptedException e) {
      // The server stops.
    }
  }

  private void look() {
    try {
      host.scan();
    } catch (RuntimeException | Error e) {
      // Errors too: a thread that ended would never look again.
      LOG.warn("The folder of plugins could not be looked at", e);
    }
  }

  @PreDestroy
  void stop() {
    thread.interrupt();
  }
}

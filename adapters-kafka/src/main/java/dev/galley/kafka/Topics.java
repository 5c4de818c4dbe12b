package dev.galley.kafka;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees that the topics are there before anything is sent, and creates those that are missing when
 * that is allowed. Known topics are looked at from the start on, again and again until that works;
 * those of tenants when they are first needed.
 */
final class Topics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
  private static final int REMEMBERED = 10_000;
  private static final Duration ATTEMPT_LIMIT = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final KafkaSettings settings;
  private final Supplier<Admin> factory;
  private final KafkaHealth health;
  private final Map<String, Topic> topics =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Topic> eldest) {
          return size() > REMEMBERED;
        }
      };
  private @Nullable Admin admin;
  private volatile boolean closed;

  /** What is known of a topic; guarded by {@link Topics}. */
  private static final class Topic {
    private boolean ready;
    private boolean warned;
    private @Nullable CompletableFuture<@Nullable Void> attempt;
    private @Nullable RuntimeException failure;
    private long failedAt;
    private Duration pause = FIRST_PAUSE;

    boolean pausing() {
      return failure != null && System.nanoTime() - failedAt < pause.toNanos();
    }
  }

  Topics(KafkaSettings settings, Supplier<Admin> factory, KafkaHealth health) {
    this.settings = settings;
    this.factory = factory;
    this.health = health;
  }

  /** Looks at the topics that are known, until they are there. */
  void start() {
    settings
        .topics()
        .known()
        .forEach(name -> Thread.ofVirtual().name("galley-kafka-topic").start(() -> insist(name)));
  }

  private void insist(String name) {
    while (!closed) {
      try {
        require(name);
        health.reached();
        return;
      } catch (RuntimeException e) {
        health.failed(e);
        try {
          Thread.sleep(FIRST_PAUSE);
        } catch (InterruptedException interrupted) {
          return;
        }
      }
    }
  }

  /**
   * Returns when the topic is known to be there.
   *
   * @throws RuntimeException why it can't be used now
   */
  void require(String name) {
    CompletableFuture<@Nullable Void> attempt;
    synchronized (this) {
      Topic topic = topics.computeIfAbsent(name, key -> new Topic());
      if (topic.ready) {
        return;
      }
      if (closed) {
        throw new KafkaUnavailable("the publisher is closed");
      }
      if (topic.pausing() && topic.failure != null) {
        throw topic.failure;
      }
      if (topic.attempt == null) {
        CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
        topic.attempt = started;
        Thread.ofVirtual().name("galley-kafka-topic").start(() -> attempt(name, topic, started));
      }
      attempt = topic.attempt;
    }
    try {
      attempt.get(ATTEMPT_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaUnavailable("topic " + name + " could not be looked at in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnavailable("interrupted");
    }
  }

  /** Takes note that sending to the topic has failed in a way that its absence explains. */
  synchronized void doubt(String name) {
    Topic topic = topics.get(name);
    if (topic != null) {
      topic.ready = false;
    }
  }

  private void attempt(String name, Topic topic, CompletableFuture<@Nullable Void> end) {
    try {
      check(name, topic);
      synchronized (this) {
        topic.ready = true;
        topic.failure = null;
        topic.pause = FIRST_PAUSE;
        topic.attempt = null;
        if (!settings.topics().perTenant() && topics.values().stream().allMatch(t -> t.ready)) {
          closeAdmin();
        }
      }
      end.complete(null);
    } catch (RuntimeException e) {
      synchronized (this) {
        topic.pause =
            topic.failure == null ? FIRST_PAUSE : min(topic.pause.multipliedBy(2), LONGEST_PAUSE);
        topic.failure = e;
        topic.failedAt = System.nanoTime();
        topic.attempt = null;
        if (!(e instanceof RetriableException)) {
          // After a refused log-in it would never try again.
          closeAdmin();
        }
      }
      end.completeExceptionally(e);
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void check(String name, Topic topic) {
    Admin client = admin();
    TopicDescription found;
    try {
      found = get(client.describeTopics(List.of(name)).topicNameValues().get(name));
    } catch (UnknownTopicOrPartitionException e) {
      create(client, name);
      return;
    }
    boolean silent;
    synchronized (this) {
      silent = topic.warned;
      topic.warned = true;
    }
    if (silent) {
      return;
    }
    if (found.partitions().size() != settings.partitions()) {
      LOG.warn(
          "Topic {} has {} partitions, galley.kafka.partitions says {}. Never change the number of"
              + " a topic in use: the events of an aggregate would lose their order.",
          name,
          found.partitions().size(),
          settings.partitions());
    }
    warnOfCompaction(client, name);
  }

  private void create(Admin client, String name) {
    if (!settings.createTopics()) {
      throw new UnknownTopicOrPartitionException(
          "topic: " + name + " (expected: it is there, or galley.kafka.create-topics=true)");
    }
    NewTopic topic =
        new NewTopic(
                name,
                Optional.of(settings.partitions()),
                settings.replication() == -1
                    ? Optional.empty()
                    : Optional.of((short) settings.replication()))
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE));
    try {
      get(client.createTopics(List.of(topic)).values().get(name));
      LOG.info("Topic {} created with {} partitions", name, settings.partitions());
    } catch (TopicExistsException e) {
      // Another Galley was faster.
    }
  }

  private static void warnOfCompaction(Admin client, String name) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    try {
      Config config = get(client.describeConfigs(List.of(resource)).values().get(resource));
      String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
      if (policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
        LOG.warn(
            "Topic {} has cleanup.policy={}: compaction drops events that consumers may not have"
                + " read (expected: delete).",
            name,
            policy);
      }
    } catch (RuntimeException e) {
      LOG.info(
          "Whether topic {} is compacted can't be seen: {}", name, e.getClass().getSimpleName());
    }
  }

  private static <T> T get(@Nullable KafkaFuture<T> future) {
    try {
      if (future == null) {
        throw new IllegalStateException("Kafka's client gave no answer");
      }
      return future.get();
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnavailable("interrupted");
    }
  }

  private static RuntimeException unchecked(@Nullable Throwable cause) {
    return cause instanceof RuntimeException thrown
        ? thrown
        : new KafkaUnavailable(String.valueOf(cause));
  }

  private synchronized Admin admin() {
    if (closed) {
      throw new KafkaUnavailable("the publisher is closed");
    }
    if (admin == null) {
      admin = factory.get();
    }
    return admin;
  }

  private synchronized void closeAdmin() {
    Admin old = admin;
    admin = null;
    if (old != null) {
      Thread.ofVirtual().name("galley-kafka-close").start(() -> old.close(Duration.ofSeconds(1)));
    }
  }

  @Override
  public void close() {
    closed = true;
    closeAdmin();
  }
}

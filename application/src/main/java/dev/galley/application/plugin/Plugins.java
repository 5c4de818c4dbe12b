package dev.galley.application.plugin;

import java.util.List;
import java.util.Optional;

/** The plugins of this server. They can come and go while it runs. */
public interface Plugins {

  /** All that were found, be they running or not, by file. */
  List<PluginReport> all();

  /**
   * Takes a plugin in, in the place of one with the same id. When this returns, it is on the disk.
   * One that runs already from the same bytes, and does well, is left as it is.
   *
   * @param signature Ed25519, in Base64
   * @return what runs now
   * @throws PluginRefused when it is not trusted or does not run; then nothing has changed
   * @throws PluginNotKept when its files can't be written; what ran before goes on
   */
  PluginReport install(byte[] jar, Optional<String> signature);

  /**
   * Stops a plugin and takes its file away.
   *
   * @return whether there was such a plugin
   * @throws PluginRefused for one that came with the server
   */
  boolean remove(String id);
}

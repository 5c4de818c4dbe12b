package dev.galley.skill.api;

/**
 * The version of this interface.
 *
 * @since 1.0.0
 */
public final class SkillApi {
  /**
   * The version that this server offers. A plugin whose {@code Plugin-Requires} asks for more is
   * not loaded.
   *
   * @since 1.0.0
   */
  public static final String VERSION = "1.0.0";

  private SkillApi() {}
}

package dev.galley.application.skill;

import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Thrown when a skill template did not answer, or not as it should; nothing was changed. */
public final class TemplateFailed extends ApplicationException {
  private static final long serialVersionUID = 1L;

  private final String template;

  public TemplateFailed(String template, String message, @Nullable Throwable cause) {
    super(ErrorCode.TEMPLATE_FAILED, message, cause);
    this.template = template;
  }

  /** The id of the template. */
  public String template() {
    return template;
  }
}

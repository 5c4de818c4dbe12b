package dev.galley.bootstrap;

import dev.galley.application.assistant.AttachmentLimits;
import dev.galley.application.assistant.Limits;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.format.ReadableBytes;

/** The sizes that an operator can change; see {@link Limits} for their units. */
@ConfigurationProperties("galley.limits")
record LimitSettings(
    @Bindable(defaultValue = "200") int name,
    @Bindable(defaultValue = "4000") int description,
    @Bindable(defaultValue = "200000") int instructions,
    @Bindable(defaultValue = "4000") int welcome,
    @Bindable(defaultValue = "50") int suggestions,
    @Bindable(defaultValue = "500") int suggestion,
    @Bindable(defaultValue = "50") int tags,
    @Bindable(defaultValue = "60") int tag,
    @ReadableBytes @Bindable(defaultValue = "65536") int data,
    @Bindable(defaultValue = "500") int skills,
    @ReadableBytes @Bindable(defaultValue = "65536") int skill,
    @ReadableBytes @Bindable(defaultValue = "4194304") int content,
    @Bindable(defaultValue = "10000") int commitComment,
    @Bindable(defaultValue = "200") int datasets,
    @ReadableBytes @Bindable(defaultValue = "65536") int filter,
    @Bindable(defaultValue = "200") int references,
    @Bindable(defaultValue = "200") int secrets,
    @ReadableBytes @Bindable(defaultValue = "65536") int secret,
    @Bindable(defaultValue = "100") int files,
    @ReadableBytes @Bindable(defaultValue = "20971520") int file,
    @ReadableBytes @Bindable(defaultValue = "524288000") int allFiles,
    @Bindable(defaultValue = "false") boolean ifMatchRequired) {

  /** The limits, with how many entries of a draft's history are kept. */
  Limits toLimits(int retention) {
    return new Limits(
        name,
        description,
        instructions,
        welcome,
        suggestions,
        suggestion,
        tags,
        tag,
        data,
        skills,
        skill,
        content,
        commitComment,
        new AttachmentLimits(datasets, filter, references, secrets, secret, files, file, allFiles),
        retention,
        ifMatchRequired);
  }
}

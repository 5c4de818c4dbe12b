/**
 * What third parties write skills and commit gates against.
 *
 * <p>A plugin is one jar. Its manifest says {@code Plugin-Id}, {@code Plugin-Version} and {@code
 * Plugin-Requires} (the version of this interface, such as {@code 1.0.0}), and its file {@code
 * META-INF/extensions.idx} names the classes that implement {@link
 * dev.galley.skill.api.SkillTemplate} or {@link dev.galley.skill.api.CommitGate}; PF4J's annotation
 * {@code @Extension} writes that file when the plugin is compiled.
 *
 * <p>A plugin sees the Java platform, this package, {@code org.pf4j} and {@code org.slf4j}, and
 * what its own jar holds; nothing of the server. Versions follow semantic versioning: within one
 * major version nothing is taken away or changed so that a plugin would have to be compiled anew.
 *
 * <p><b>Threads.</b> All methods are called on threads that belong to the plugin, several at once.
 * Extensions are made once, by their constructor without parameters, and shared: they must be safe
 * for use by several threads, which those without mutable fields are. The thread is interrupted
 * when a call takes too long.
 *
 * <p><b>Time and failures.</b> A call has a time limit (by default a second), within which it may
 * block; it should not need to, since somebody waits for the answer. Whatever is thrown, {@code
 * Error}s included, fails that one call. A plugin that fails often, or hangs, is not asked for a
 * while; everything else in the server works on.
 *
 * <p>No argument and no answer is ever {@code null}.
 *
 * @since 1.0.0
 */
package dev.galley.skill.api;

/**
 * The command line: {@code galley serve}, {@code token}, {@code import}, {@code doctor}. The script
 * {@code galley} at the root finds a JDK and calls {@link
 * dev.galley.bootstrap.command.GalleyCommand}.
 */
@NullMarked
package dev.galley.bootstrap.command;

import org.jspecify.annotations.NullMarked;

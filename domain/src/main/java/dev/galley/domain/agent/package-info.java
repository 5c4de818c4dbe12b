/** Agents: immutable revisions, one of them current, and each user's own working copies. */
package dev.galley.domain.agent;

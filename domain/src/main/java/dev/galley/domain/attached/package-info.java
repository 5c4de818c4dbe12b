/**
 * What stands behind the attachments of assistants: bytes of files, sealed values, and the keys.
 */
package dev.galley.domain.attached;

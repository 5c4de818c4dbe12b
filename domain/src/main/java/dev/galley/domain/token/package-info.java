/** API tokens: their text, what they may do, until when. */
package dev.galley.domain.token;

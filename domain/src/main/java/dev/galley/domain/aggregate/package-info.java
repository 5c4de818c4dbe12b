/** What every family of authored things has in common: a versioned record of references. */
package dev.galley.domain.aggregate;

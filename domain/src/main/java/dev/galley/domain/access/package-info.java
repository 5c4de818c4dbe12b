/** Who calls and what they may: tenants, principals, teams, shares and levels. */
package dev.galley.domain.access;

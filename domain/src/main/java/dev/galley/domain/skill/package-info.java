/** Skill templates: what kinds of skills there are, and the rules of their fields. */
package dev.galley.domain.skill;

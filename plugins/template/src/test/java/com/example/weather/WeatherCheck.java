package com.example.weather;

import dev.galley.testkit.SkillTemplateKit;
import java.util.Map;

/** Runs the template through every rule that the server applies; says in words what is wrong. */
public final class WeatherCheck {

  public static void main(String[] args) {
    SkillTemplateKit.of(new Weather())
        .accepts(Map.of("city", "Oslo", "units", "metric"))
        .refuses(Map.of(), "/city")
        .refuses(Map.of("city", " "), "/city")
        .refuses(Map.of("city", "Oslo", "units", "kelvin"), "/units")
        .verify();
  }
}

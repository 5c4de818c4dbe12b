package dev.galley.rest.assistant;

import dev.galley.application.support.Refusal;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;

/** Where refusals of the work of people around assistants become HTTP. */
final class PeopleRefusals {

  private PeopleRefusals() {}

  static Problem problem(Refusal.OfPeople refusal) {
    return switch (refusal) {
      case Refusal.AmbiguousPrincipal(String id) ->
          Problem.of(
              ProblemType.AMBIGUOUS_PRINCIPAL,
              "A user and a team of the id "
                  + id
                  + " are meant. Say which with principalType=user or principalType=team.");
      case Refusal.LastAdminShare(String principal, String team) ->
          Problem.of(
              ProblemType.LAST_ADMIN_SHARE,
              "The share of "
                  + principal
                  + " is the last one of level 3. Only the admins of the team "
                  + team
                  + " would be left, if it has any.");
    };
  }
}

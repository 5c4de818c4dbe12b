package dev.galley.rest.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.support.Refusal;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Reference;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  @Test
  void incompleteCommitNamesWhatRefersAndWhatIsMissing() {
    Problem problem =
        Refusals.problem(
            new Refusal.CommitIncomplete(
                List.of(new Reference("/skills/s1", "/skills/s1/datasetId", "/datasets", "a/b"))));

    assertThat(problem.type()).isEqualTo(ProblemType.COMMIT_INCOMPLETE);
    assertThat(problem.type().status().getCode()).isEqualTo(422);
    assertThat(problem.detail()).contains("/skills/s1/datasetId", "/datasets/a~1b");
    assertThat(problem.extensions().get("references"))
        .contains(
            JsonArray.of(
                JsonObject.builder()
                    .put("path", "/skills/s1/datasetId")
                    .put("missing", "/datasets/a~1b")
                    .build()));
  }
}

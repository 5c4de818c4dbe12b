package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.model.Model;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A tenant's models are its own. */
public interface ModelsContract extends StoreContract {

  @Test
  default void aTenantBeginsWithNone() {
    assertThat(store().models().own(author().tenant())).isEmpty();
  }

  @Test
  default void modelsComeBackById() {
    var tenant = author().tenant();
    var other = author().tenant();
    Model b = new Model("b", "Beta", "strategic");
    Model a = new Model("a", "Alpha \u00e9", "fast");
    Model upper = new Model("B", "Upper", "fast");
    store().models().put(tenant, b);
    store().models().put(tenant, a);
    store().models().put(tenant, upper);
    store().models().put(other, new Model("a", "Another", "fast"));

    assertThat(store().models().own(tenant)).containsExactly(upper, a, b);
    assertThat(store().models().own(other)).containsExactly(new Model("a", "Another", "fast"));
  }

  @Test
  default void aSecondPutReplaces() {
    var tenant = author().tenant();
    store().models().put(tenant, new Model("a", "Old", "fast"));
    store().models().put(tenant, new Model("a", "New", "strategic"));

    assertThat(store().models().own(tenant)).containsExactly(new Model("a", "New", "strategic"));
  }

  @Test
  default void manyPutAtOnce() {
    var tenant = author().tenant();
    List<Callable<Integer>> putters =
        IntStream.range(0, 8)
            .<Callable<Integer>>mapToObj(i ->
                () -> {
                  store().models().put(tenant, new Model("same", "By " + i, "fast"));
                  store().models().put(tenant, new Model("own-" + i, "By " + i, "fast"));
                  return i;
                })
            .toList();
    Together.run(putters);

    assertThat(store().models().own(tenant)).hasSize(9);
  }
}

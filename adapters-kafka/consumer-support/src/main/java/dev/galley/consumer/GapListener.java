package dev.galley.consumer;

/** Is told of gaps. */
@FunctionalInterface
public interface GapListener {

  /**
   * Events are missing before this one, which is applied next. It may be told twice, when what
   * comes behind it fails.
   *
   * @throws Exception passed on; the event is not applied
   */
  void onGap(Gap gap) throws Exception;
}

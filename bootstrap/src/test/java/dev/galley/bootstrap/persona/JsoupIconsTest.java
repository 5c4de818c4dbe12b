package dev.galley.bootstrap.persona;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of an icon comes through what draws, and nothing that runs or loads. */
class JsoupIconsTest {
  private final JsoupIcons icons = new JsoupIcons();

  @Test
  void whatDrawsComesThrough() {
    String svg =
        "<svg viewBox=\"0 0 9 9\" xmlns=\"http://www.w3.org/2000/svg\"><defs>"
            + "<linearGradient id=\"a\" gradientTransform=\"rotate(45)\">"
            + "<stop offset=\"0\" stop-color=\"rgb(1, 2, 3)\" /></linearGradient></defs>"
            + "<path d=\"M0 0h9\" fill=\"url(#a)\" stroke-width=\"2\" /></svg>";
    assertThat(icons.clean(svg)).contains(svg);
    assertThat(icons.clean(icons.clean(svg).orElseThrow())).contains(svg);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>evil()</script>",
        "<script xlink:href='//evil'/>",
        "<style>@import url(//evil)</style>",
        "<image href='//evil'/>",
        "<image xlink:href='data:image/svg+xml,evil'/>",
        "<use href='//evil#x'/>",
        "<use xlink:href='#evil'/>",
        "<a href='javascript:evil()'><path d='M0 0'/></a>",
        "<animate attributeName='href' to='javascript:evil()'/>",
        "<set attributeName='onload' to='evil()'/>",
        "<foreignObject><iframe src='//evil'/></foreignObject>",
        "<path d='M0 0' onclick='evil()'/>",
        "<path d='M0 0' OnClick='evil()'/>",
        "<path d='M0 0' style='fill:url(//evil)'/>",
        "<path d='M0 0' class='evil'/>",
        "<path d='M0 0' fill='url(//evil)'/>",
        "<path d='M0 0' fill='url( \"//evil\" )'/>",
        "<path d='M0 0' fill='u\\rl(//evil)'/>",
        "<path d='M0 0' fill='url&#40;//evil)'/>",
        "<path d='M0 0' mask='image-set(\"evil\" 1x)'/>",
        "<path d='M0 0' filter='evil(1)'/>",
        "<path d='M0 0' xml:base='//evil'/>",
        "<path d='M0 0' fill='expression(evil)'/>",
        "<![CDATA[<script>evil()</script>]]>",
        "<!--<script>evil()</script>-->",
        "<?xml-stylesheet href='//evil'?>",
        "<!DOCTYPE svg [<!ENTITY evil SYSTEM 'file:///evil'>]>",
        "<title><img src=x onerror=evil()></title>",
        "<desc><svg onload=evil()></svg></desc>",
        "<math><mtext><script>evil()</script></mtext></math>"
      })
  void whatRunsOrLoadsDoesNot(String part) {
    String clean = icons.clean("<svg><path d='M1 1'/>" + part + "</svg>").orElseThrow();
    assertThat(clean).contains("<path d=\"M1 1\"");
    // Its text may stay as text, which draws nothing and runs nowhere.
    assertThat(clean.replaceAll("&lt;|&gt;|>[^<]*<", "><")).doesNotContainIgnoringCase("evil");
    assertThat(clean).doesNotContainIgnoringCase("<script", "<style", "href", "<image", "<use");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "text", "<p>no</p>", "<svg/>", "<svg></svg>", "<svg><script>1</script></svg>"})
  void whereThereIsNoImageNothingComes(String markup) {
    assertThat(icons.clean(markup)).isEmpty();
  }
}

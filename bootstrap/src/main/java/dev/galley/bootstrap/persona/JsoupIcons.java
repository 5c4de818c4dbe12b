package dev.galley.bootstrap.persona;

import dev.galley.application.persona.Icons;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.ParseSettings;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * Icons by jsoup's cleaner: only elements and attributes that draw come through, and no value leads
 * out of the image.
 */
final class JsoupIcons implements Icons {
  private static final String NAME_SPACE = "http://www.w3.org/2000/svg";
  private static final String[] DRAWING = {
    "svg",
    "g",
    "defs",
    "title",
    "desc",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask"
  };
  private static final String[] PRESENTING = {
    "id",
    "viewBox",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "d",
    "points",
    "pathLength",
    "transform",
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-opacity",
    "opacity",
    "color",
    "clip-path",
    "clip-rule",
    "mask",
    "maskUnits",
    "maskContentUnits",
    "clipPathUnits",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "offset",
    "stop-color",
    "stop-opacity",
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "text-anchor",
    "dominant-baseline",
    "letter-spacing",
    "dx",
    "dy",
    "preserveAspectRatio",
    "vector-effect",
    "shape-rendering",
    "aria-hidden",
    "aria-label",
    "role",
    "focusable"
  };
  private static final Set<String> FUNCTIONS =
      Set.of(
          "matrix", "translate", "scale", "rotate", "skewx", "skewy", "rgb", "rgba", "hsl", "hsla");
  private static final Pattern FUNCTION = Pattern.compile("([^\\s,();]*)\\(");
  private static final Pattern OWN_PART =
      Pattern.compile("url\\(\\s*(['\"]?)#[A-Za-z0-9_.-]+\\1\\s*\\)");

  private final Cleaner cleaner = new Cleaner(new Drawing());

  private static final class Drawing extends Safelist {

    Drawing() {
      addTags(DRAWING);
      for (String tag : DRAWING) {
        addAttributes(tag, PRESENTING);
      }
      addAttributes("svg", "xmlns");
    }

    @Override
    public boolean isSafeAttribute(String tagName, Element element, Attribute attribute) {
      return super.isSafeAttribute(tagName, element, attribute)
          && (attribute.getKey().equals("xmlns")
              ? attribute.getValue().equals(NAME_SPACE)
              : staysWithin(attribute.getValue()));
    }

    /** No address, no escape that could hide one, and no function but those that draw. */
    private static boolean staysWithin(String value) {
      String rest = OWN_PART.matcher(value).replaceAll(" ");
      if (rest.indexOf('\\') >= 0
          || rest.indexOf(':') >= 0
          || rest.contains("//")
          || rest.contains("/*")) {
        return false;
      }
      Matcher functions = FUNCTION.matcher(rest);
      while (functions.find()) {
        if (!FUNCTIONS.contains(functions.group(1).toLowerCase(Locale.ROOT))) {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public Optional<String> clean(String markup) {
    Document dirty =
        Jsoup.parse(markup, "", Parser.htmlParser().settings(ParseSettings.preserveCase));
    Document clean = cleaner.clean(dirty);
    clean.outputSettings().syntax(Document.OutputSettings.Syntax.xml).prettyPrint(false);
    return clean.body().children().stream()
        .filter(element -> element.normalName().equals("svg"))
        .findFirst()
        .filter(svg -> svg.childrenSize() > 0)
        .map(svg -> svg.attr("xmlns", NAME_SPACE).outerHtml());
  }
}

package dev.grapnel.service.api.query;

import dev.grapnel.service.api.XmlText;

/** An answer's result: writes the elements within {@code ACTIONResult}. */
@FunctionalInterface
public interface XmlAnswer {
  /** An answer that says no more than that it is done. */
  XmlAnswer NOTHING = _ -> {};

  void writeElements(XmlText xml);
}

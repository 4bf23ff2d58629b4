package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.rest.Members;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads lists of tags. */
final class TagLists {
  private TagLists() {}

  private record Tag(String key, String value) {}

  /** The tags in a member that may be left out. */
  static Map<String, String> optional(Members members, String name) throws MalformedInputException {
    return map(
        members.path(name), members.objects(name, Rules.MAX_TAGS, TagLists::tag).orElse(List.of()));
  }

  static Map<String, String> required(Members members, String name) throws MalformedInputException {
    return map(members.path(name), members.requiredObjects(name, Rules.MAX_TAGS, TagLists::tag));
  }

  private static Tag tag(Members members) throws MalformedInputException {
    return new Tag(
        members.requiredText("key", Rules.TAG_KEY), members.requiredText("value", Rules.TAG_VALUE));
  }

  private static Map<String, String> map(String path, List<Tag> tags)
      throws MalformedInputException {
    Map<String, String> map = new LinkedHashMap<>();
    for (Tag tag : tags) {
      if (map.put(tag.key(), tag.value()) != null) {
        throw new MalformedInputException("Value at '" + path + "' has a key more than once");
      }
    }
    return map;
  }
}

package dev.grapnel.service.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SortedTreeTest {
  @Test
  void randomChanges_agreeWithATreeMap_andLeaveOldTreesAlone() {
    Random random = new Random(25);
    TreeMap<Integer, String> expected = new TreeMap<>();
    SortedTree<Integer, String> tree = SortedTree.empty();
    SortedTree<Integer, String> old = tree;
    List<String> oldValues = List.of();
    for (int i = 0; i < 20_000; i++) {
      int key = random.nextInt(600);
      if (random.nextInt(3) == 0) {
        expected.remove(key);
        tree = tree.without(key);
      } else {
        expected.put(key, "value " + i);
        tree = tree.with(key, "value " + i);
      }
      assertEquals(Optional.ofNullable(expected.get(key)), tree.get(key));
      assertEquals(expected.size(), tree.size());
      if (i % 1_000 == 0) {
        assertEquals(new ArrayList<>(expected.values()), list(tree.values()));
        assertEquals(new ArrayList<>(expected.tailMap(key).values()), list(tree.from(key)));
        assertEquals(oldValues, list(old.values()));
        old = tree;
        oldValues = new ArrayList<>(expected.values());
      }
    }
  }

  @Test
  void ascendingKeys_stayShallow() {
    SortedTree<Integer, Integer> tree = SortedTree.empty();
    for (int i = 0; i < 100_000; i++) {
      tree = tree.with(i, i);
    }
    assertEquals(17, tree.depth());
    for (int i = 0; i < 99_000; i++) {
      tree = tree.without(i);
    }
    assertEquals(1_000, list(tree.values()).size());
    assertTrue(tree.depth() <= 14, "depth " + tree.depth());
  }

  private static <V> List<V> list(Iterable<V> values) {
    List<V> list = new ArrayList<>();
    values.forEach(list::add);
    return list;
  }
}

package io.daxkmem.exporter.web;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tasks that wait, and which one is next. Their sources take turns, so that no crowd holds up
 * another source. Of one source the newest is next: when many wait, those who waited longest have
 * probably given up.
 */
final class Turns {
  private final Map<Object, Deque<Runnable>> waiting = new LinkedHashMap<>();
  private int size;

  void add(Object source, Runnable task) {
    waiting.computeIfAbsent(source, unknown -> new ArrayDeque<>()).push(task);
    size++;
  }

  /** Takes the next task out. */
  Optional<Runnable> next() {
    Iterator<Map.Entry<Object, Deque<Runnable>>> turns = waiting.entrySet().iterator();
    if (!turns.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<Object, Deque<Runnable>> turn = turns.next();
    turns.remove();
    Runnable next = turn.getValue().pop();
    if (!turn.getValue().isEmpty()) {
      waiting.put(turn.getKey(), turn.getValue());
    }
    size--;
    return Optional.of(next);
  }

  /** Takes all tasks out. */
  List<Runnable> all() {
    List<Runnable> all = new ArrayList<>();
    waiting.values().forEach(all::addAll);
    waiting.clear();
    size = 0;
    return all;
  }

  int size() {
    return size;
  }
}

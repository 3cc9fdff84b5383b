package dev.nightdesk.gateway.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the tables said last, for as long as nothing was written there since: most of what a step
/// asks is what the last step of that session asked. Only the writer's connection remembers, as
/// nobody else writes; whoever writes says so ([#changed]), and a rollback makes it forget
/// everything. For one thread.
final class Recall {
  /// Sessions, prompts and whole tables remembered, the least asked forgotten first.
  static final int FORGET_BEYOND = 1_024;

  /// What an answer depends on, beside what it is about.
  enum Topic {
    /// Of a session's id.
    SESSION,
    /// Of a prompt's id.
    PROMPT,
    /// A session's, by its id.
    OPEN_PROMPTS,
    /// A session's, by its id.
    REQUESTS,
    /// A session's, by its id.
    CARDS,
    /// Who waits for a place.
    QUEUE,
    /// By place, or by the name of a person.
    PLACES,
    /// By sender.
    PEOPLE,
    /// By the old place.
    MOVES,
    /// By key.
    META
  }

  private record Subject(Topic topic, Object about) {}

  private final Map<Subject, Map<Object, Object>> known;

  private Recall(int forgetBeyond) {
    known =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Entry<Subject, Map<Object, Object>> eldest) {
            return size() > forgetBeyond;
          }
        };
  }

  /// For the one connection that writes.
  static Recall ofTheWriter() {
    return new Recall(FORGET_BEYOND);
  }

  /// For a connection beside it, whose answers may be old by the next question.
  static Recall none() {
    return new Recall(0);
  }

  /// What is known, or else what the table says.
  ///
  /// @param question tells apart what is asked about the same thing
  @SuppressWarnings("unchecked") // one question has answers of one type
  <T> T answer(Topic topic, Object about, Object question, Supplier<T> table) {
    var subject = new Subject(topic, about);
    var remembered = known(topic, about, question);
    if (remembered != null) {
      return (T) remembered;
    }
    T answer = table.get();
    known.computeIfAbsent(subject, _ -> new HashMap<>()).put(question, answer);
    return answer;
  }

  /// What is known without asking.
  @Nullable Object known(Topic topic, Object about, Object question) {
    var answers = known.get(new Subject(topic, about));
    return answers == null ? null : answers.get(question);
  }

  /// Whoever has just written knows what the table would say.
  void learn(Topic topic, Object about, Object question, Object answer) {
    known.computeIfAbsent(new Subject(topic, about), _ -> new HashMap<>()).put(question, answer);
  }

  /// Something about it was written, and what the table says now follows from what it said.
  ///
  /// @param after of a question and its answer the answer now, `null` to ask again
  void follow(Topic topic, Object about, BiFunction<Object, Object, @Nullable Object> after) {
    var answers = known.get(new Subject(topic, about));
    if (answers != null) {
      answers
          .entrySet()
          .removeIf(entry -> {
            Object now = after.apply(entry.getKey(), entry.getValue());
            if (now != null) {
              entry.setValue(now);
            }
            return now == null;
          });
    }
  }

  /// A list in the order of its rows, after one row was written.
  ///
  /// @param same finds the row in the list
  /// @param listed whether it belongs there
  /// @param last whether it is a new row
  /// @return `null` when its place is not known
  static <T> @Nullable List<T> rowWritten(
      List<T> rows, T row, Predicate<T> same, boolean listed, boolean last) {
    int at =
        IntStream.range(0, rows.size()).filter(i -> same.test(rows.get(i))).findFirst().orElse(-1);
    if (at < 0 && !listed) {
      return rows;
    }
    if (at < 0 && !last) {
      return null;
    }
    var now = new ArrayList<>(rows);
    if (at < 0) {
      now.add(row);
    } else if (listed) {
      now.set(at, row);
    } else {
      now.remove(at);
    }
    return List.copyOf(now);
  }

  /// Something about it was written.
  void changed(Topic topic, Object about) {
    known.remove(new Subject(topic, about));
  }

  /// Something of that kind was written.
  void changed(Topic topic) {
    known.keySet().removeIf(subject -> subject.topic() == topic);
  }

  /// What was written since the last commit may not stand there.
  void forget() {
    known.clear();
  }

  int remembered() {
    return known.size();
  }
}

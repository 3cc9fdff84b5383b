package dev.nightdesk.gateway.config;

import java.util.List;

/// What came of reading a config.
public sealed interface Reading {
  /// It can be used.
  record Good(Config config, List<Problem> warnings) implements Reading {
    public Good {
      warnings = List.copyOf(warnings);
    }
  }

  /// It cannot: everything that is wrong, at once, in the order of the file.
  record Bad(List<Problem> problems, List<Problem> warnings) implements Reading {
    public Bad {
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
    }
  }

  /// Worth saying, but no reason to stop.
  List<Problem> warnings();
}

package dev.nightdesk.gateway.desk;

/// What a person may do. Each role may all that the ones before it may.
public enum Role {
  /// Looks: the board, peeks, diffs.
  VIEWER,
  /// Works: dispatches, replies, answers, stops.
  OPERATOR,
  /// Decides who else may, and where.
  OWNER;

  public boolean may(Right right) {
    return compareTo(right.least) >= 0;
  }

  /// A thing that needs leave. Who may answer is asked apart from who may dispatch (PERM-14).
  public enum Right {
    LOOK(VIEWER, "look"),
    DISPATCH(OPERATOR, "start or steer sessions"),
    ANSWER(OPERATOR, "answer for the team"),
    GOVERN(OWNER, "decide who may use this desk");

    private final Role least;
    private final String words;

    Right(Role least, String words) {
      this.least = least;
      this.words = words;
    }

    public Role least() {
      return least;
    }

    public String words() {
      return words;
    }
  }
}

package dev.nightdesk.tests.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.sessions.SessionHost;
import java.util.Set;

/// What code does that not every package may do; calls and method references alike.
final class Deeds {
  private static final Set<String> IMPURE =
      Set.of(
          "java.lang.Thread",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.lang.System",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.Timer");

  private Deeds() {}

  /// Threads, chance, or the surroundings of the process.
  static boolean isImpure(JavaAccess<?> access) {
    String name = access.getTarget().getName();
    return IMPURE.contains(access.getTargetOwner().getName())
        || name.equals("random")
        || name.equals("randomUUID");
  }

  static boolean startsAProcess(JavaAccess<?> access) {
    var owner = access.getTargetOwner();
    return owner.isEquivalentTo(ProcessBuilder.class)
        || (owner.isEquivalentTo(Runtime.class) && access.getTarget().getName().equals("exec"));
  }

  static boolean readsTheClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    return (owner.startsWith("java.time.") && name.equals("now") && takesNoClock(access))
        || (owner.equals("java.time.Clock") && name.startsWith("system"))
        || (owner.equals("java.time.Clock") && name.startsWith("tick"))
        || (owner.equals("java.time.InstantSource") && name.equals("system"))
        || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
        || (owner.equals("java.lang.System") && name.equals("nanoTime"));
  }

  private static boolean takesNoClock(JavaAccess<?> access) {
    return !access.getTarget().getFullName().contains("java.time.Clock)");
  }

  /// A constructor, or a method that stands for one, called from outside the class it makes.
  static boolean makesAPart(JavaAccess<?> access) {
    var owner = access.getTargetOwner();
    boolean part =
        owner.isAssignableTo(ChannelAdapter.class) || owner.isAssignableTo(SessionHost.class);
    boolean makes =
        access.getTarget().getName().equals("<init>")
            || access
                .getTarget()
                .resolveMember()
                .filter(JavaMethod.class::isInstance)
                .map(JavaMethod.class::cast)
                .filter(it -> it.getRawReturnType().equals(owner))
                .isPresent();
    return part && makes && !access.getOriginOwner().equals(owner);
  }
}

/// A gateway, its agents and its disk fail while people work with them. Whatever fails, and
/// whenever: what was said is done once, and the screen ends up right. Start at [DiskFullTest].
@NullMarked
package dev.nightdesk.tests.crash;

import org.jspecify.annotations.NullMarked;

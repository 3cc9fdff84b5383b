/// The rules of docs/architecture.md that a machine can hold, and docs/rules.md held to the tests
/// it names. It reads everybody's classes and sources and is known by none. Start at
/// [ArchitectureTest].
@NullMarked
package dev.nightdesk.tests.architecture;

import org.jspecify.annotations.NullMarked;

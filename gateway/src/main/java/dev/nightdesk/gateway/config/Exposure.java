package dev.nightdesk.gateway.config;

import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What people other than a file's owner may do with it.
///
/// @param readable by the group or everybody
/// @param groupMayWrite may change it through the group
/// @param anyoneMayWrite every user of the machine may change it
record Exposure(boolean readable, boolean groupMayWrite, boolean anyoneMayWrite) {
  static final Exposure NONE = new Exposure(false, false, false);

  static Exposure of(Path file) {
    try {
      var leave = Files.getPosixFilePermissions(file);
      return new Exposure(
          leave.contains(GROUP_READ) || leave.contains(OTHERS_READ),
          leave.contains(GROUP_WRITE),
          leave.contains(OTHERS_WRITE));
    } catch (UnsupportedOperationException | IOException e) {
      // A file system without such permissions, or a file that is gone: nothing to say about it.
      return NONE;
    }
  }
}

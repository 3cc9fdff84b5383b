package dev.nightdesk.tests.slack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;

/// Server sockets that send at once. The test server writes head and body of an answer separately;
/// with Nagle's algorithm each answer then took 44 ms (measured) instead of well under one.
final class PromptSockets extends ServerSocketFactory {
  private static final class Prompt extends ServerSocket {
    Prompt() throws IOException {
      super();
    }

    @Override
    public Socket accept() throws IOException {
      var socket = super.accept();
      socket.setTcpNoDelay(true);
      return socket;
    }
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new Prompt();
  }

  @Override
  public ServerSocket createServerSocket(int port) {
    throw new UnsupportedOperationException("the test server binds by itself");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) {
    throw new UnsupportedOperationException("the test server binds by itself");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
    throw new UnsupportedOperationException("the test server binds by itself");
  }
}

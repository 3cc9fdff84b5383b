package dev.nightdesk.tests.discord;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;

/// Server sockets that send at once; the test server writes head and body of an answer separately,
/// which Nagle's algorithm makes slow.
final class QuickSockets extends ServerSocketFactory {
  private static final class Quick extends ServerSocket {
    Quick() throws IOException {
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
    return new Quick();
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

package org.recurve.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.StdinChannel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.security.GeneralSecurityException;

/** The sockets between client and kernel. */
final class Connection extends JupyterConnection {
    Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
        super(properties);
        // Without a limit: a client that reads slowly must not lose messages.
        iopub.setSndHWM(0);
    }

    StdinChannel stdin() {
        return stdin;
    }
}

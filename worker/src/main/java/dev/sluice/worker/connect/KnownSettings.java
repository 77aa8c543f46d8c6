package dev.sluice.worker.connect;

import dev.sluice.common.settings.SettingsReader;

/** The program whose connections are looked at: it alone knows every setting there is. */
public interface KnownSettings {
    /** Reads all settings but those of the connections; what is wrong with them is told to the reader. */
    void readBesideConnections(SettingsReader settings);
}

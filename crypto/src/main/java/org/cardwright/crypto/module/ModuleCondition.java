package org.cardwright.crypto.module;

import java.time.Instant;
import java.util.List;

/** How the devices behind a module do, and what they can do; without any for a module that is all in this process. */
public interface ModuleCondition {

    /** That of a module without devices. */
    ModuleCondition IN_PROCESS = new ModuleCondition() {

        @Override
        public List<Device> devices() {
            return List.of();
        }

        @Override
        public List<Trial> trials() {
            return List.of();
        }
    };

    /**
     * One device.
     *
     * @param name as the settings name it
     * @param description what it says of itself; empty when it was never seen
     * @param works can it be used now?
     * @param since since when that is so, as far as this process knows
     * @param lastFault the last thing that went wrong; empty when nothing did
     */
    record Device(String name, String description, boolean works, Instant since, String lastFault) {}

    /**
     * One operation that was tried with throw-away keys.
     *
     * @param operation our name for it
     * @param mechanism the name of the device's interface
     * @param result {@code works}, else what the device answered
     */
    record Trial(String operation, String mechanism, String result) {}

    /**
     * Work that a device cannot do.
     *
     * @param work what was asked
     * @param device which one, as the settings name it
     * @param missing operation, mechanism and answer
     */
    record Shortage(KeyWork work, String device, String missing) {}

    /**
     * What of this work the devices cannot do; only what it needs is tried, with throw-away keys. Work that one of several devices cannot
     * do is a shortage, since any of them may be asked.
     *
     * @throws SecurityModuleException UNAVAILABLE when no device is left
     */
    default List<Shortage> shortages(List<KeyWork> work) {
        return List.of();
    }

    /** Asks every device. */
    List<Device> devices();

    /**
     * Tries every operation on every device that works; it works when it does on all of them.
     *
     * @throws SecurityModuleException UNAVAILABLE when no device is left
     */
    List<Trial> trials();
}

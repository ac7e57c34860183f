package org.cardwright.machine.planted;

import org.cardwright.pipeline.launch.Pipeline;
import org.springframework.context.ApplicationContext;

/** Breaks the rules of the architecture on purpose, so that the tests see them fail. */
final class Planted {

    private Planted() {}

    record MachinesDoNotKnowThePipeline(Pipeline known) {}

    record SpringAtMachinesInQueueOnly(ApplicationContext known) {}
}

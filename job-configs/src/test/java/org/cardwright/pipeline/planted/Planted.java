package org.cardwright.pipeline.planted;

import java.time.Instant;
import java.util.logging.Logger;
import javax.smartcardio.Card;
import org.cardwright.machine.planted.PlantedMachine;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;

/** Breaks the rules of the architecture on purpose, so that the tests see them fail. */
final class Planted {

    private Planted() {}

    record PipelineDoesNotKnowMachines(PlantedMachine known) {}

    record CardReadersAtMachinesOnly(Card known) {}

    record NoOtherLogging(Logger known) {}

    record BatchReadsNoCardData(FlatFileItemReader<String> known) {}

    record BatchNeitherSkipsNorRetries(ChunkOrientedStepBuilder<String, String> known) {

        void skips() {
            known.faultTolerant().skipLimit(1);
        }
    }

    record NobodyPrints(String known) {

        void prints() {
            System.out.println(known);
        }
    }

    record ClocksAreInjected(Instant known) {

        static ClocksAreInjected now() {
            return new ClocksAreInjected(Instant.now());
        }
    }
}

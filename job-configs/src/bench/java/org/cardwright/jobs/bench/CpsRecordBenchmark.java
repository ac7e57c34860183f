package org.cardwright.jobs.bench;

import java.util.concurrent.TimeUnit;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.sample.SampleData;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Writing and reading one CPS record, the published Visa example: what the format alone costs a card. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CpsRecordBenchmark {

    private final ByteString bytes = ByteString.of(SampleData.vectors("rec_visa.bin"));
    private final CpsRecord written = CpsRecordCodec.decode(bytes);

    @Benchmark
    public ByteString encode() {
        return CpsRecordCodec.encode(written);
    }

    @Benchmark
    public CpsRecord decode() {
        return CpsRecordCodec.decode(bytes);
    }
}

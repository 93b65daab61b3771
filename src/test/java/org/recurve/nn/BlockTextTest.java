package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import org.junit.jupiter.api.Test;

class BlockTextTest {
    @Test
    void countsParametersOnceThereAreSome() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Linear block = Linear.builder().setUnits(300).build();
            assertThat(BlockText.of(block, "units 300")).isEqualTo("Linear(units 300)");
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 4));
            assertThat(BlockText.of(block, "units 300"))
                    .isEqualTo("Linear(units 300): 1,500 parameters");
            assertThat(BlockText.of(block, "")).isEqualTo("Linear: 1,500 parameters");
        }
    }

    @Test
    void oneParameterIsOne() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Linear block = Linear.builder().setUnits(1).optBias(false).build();
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
            assertThat(BlockText.of(block, "units 1")).isEqualTo("Linear(units 1): 1 parameter");
        }
    }

    @Test
    void nothingToLearnIsNotCounted() {
        assertThat(BlockText.of(Dropout.builder().optRate(0.5f).build(), "rate 0.5"))
                .isEqualTo("Dropout(rate 0.5)");
    }
}

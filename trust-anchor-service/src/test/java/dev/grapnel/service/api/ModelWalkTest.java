package dev.grapnel.service.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles Anywhere as botocore's service model has it, and IAM and STS, by boto3. */
class ModelWalkTest {
  @Test
  void everyOperationErrorAndConstraint_isAsModelled(@TempDir Path folder) throws Exception {
    try (ForeignWorld world = ForeignWorld.open(folder)) {
      assertEquals(List.of(), world.failures("model_walk.py", 700));
    }
  }

  @Test
  void rolesAndIdentities_areAsBoto3ReadsThem(@TempDir Path folder) throws Exception {
    try (ForeignWorld world = ForeignWorld.open(folder)) {
      assertEquals(List.of(), world.failures("iam_walk.py", 30));
    }
  }
}

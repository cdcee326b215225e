"""What the office prints: papers by the form of Decree 30/2020/NĐ-CP, and books of sheets."""

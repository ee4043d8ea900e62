using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NnGen.Numerics.Tests.Support;

/// <summary>What this process may use of its machine.</summary>
internal static class Machine
{
    /// <summary>The bits of the widest vector that emitted code picks; 0 where vectors are software.</summary>
    public static int Width =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>Whether multiply-adds are rounded once. Bits are promised only then.</summary>
    public static bool Fuses => Fma.IsSupported || AdvSimd.Arm64.IsSupported;
}

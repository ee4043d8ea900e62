using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NnGen;

/// <summary>Seeds for networks that are made without one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkSeed
{
    /// <summary>A seed that no one can foresee, from the system's random number generator. Keep it to repeat the run.</summary>
    public static ulong Draw()
    {
        ulong seed = 0;
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<ulong>(ref seed)));
        return seed;
    }
}

using System.ComponentModel;

namespace NnGen;

/// <summary>
/// Room for the values between the layers of a network that is too wide for the stack. Serves one thread at a time.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class NetworkScratch<T>
    where T : unmanaged
{
    /// <summary>Room for <paramref name="length"/> elements.</summary>
    protected NetworkScratch(int length) => Buffer = new AlignedBuffer<T>(length);

    /// <summary>The storage.</summary>
    public AlignedBuffer<T> Buffer { get; }
}

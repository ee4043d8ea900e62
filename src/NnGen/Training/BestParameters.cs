namespace NnGen;

/// <summary>A copy of the parameters after the best epoch so far. Its memory is taken once.</summary>
internal sealed class BestParameters<T>(int length)
    where T : unmanaged
{
    private readonly T[] _copy = new T[length];

    /// <summary>Whether there was an epoch yet.</summary>
    public bool HasValue { get; private set; }

    /// <summary>The copy, laid out as the parameters.</summary>
    public ReadOnlySpan<T> Span => _copy;

    /// <summary>Copies the parameters.</summary>
    public void Keep(ReadOnlySpan<T> parameters)
    {
        parameters.CopyTo(_copy);
        HasValue = true;
    }

    /// <summary>Puts the copy back, if there is one.</summary>
    public void Restore(Span<T> parameters)
    {
        if (HasValue)
        {
            _copy.CopyTo(parameters);
        }
    }
}

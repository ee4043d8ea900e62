namespace NnGen.Compiler.Kernels.Interpreter;

/// <summary>A local of a kernel: an array of its own for its lanes.</summary>
internal sealed class Slot<T>(string name)
{
    private T[] _value = [];

    public bool IsSet { get; set; }

    public T[] Value => IsSet ? _value : throw new InvalidOperationException($"The local {name} has no value yet.");

    public void Set(T[] value)
    {
        if (_value.Length != value.Length)
        {
            _value = new T[value.Length];
        }

        Array.Copy(value, _value, value.Length);
        IsSet = true;
    }

    public void Set(T value)
    {
        if (_value.Length != 1)
        {
            _value = new T[1];
        }

        _value[0] = value;
        IsSet = true;
    }
}

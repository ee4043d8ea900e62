using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NnGen.Benchmarks.Peers;

/// <summary>The C that is blocked by hand for caches and registers, as the kernels of libraries are; its weights are packed beforehand.</summary>
/// <param name="library">The compiled C files.</param>
internal sealed unsafe class BlockedC(nint library)
{
    /// <summary>A batch, and where its outputs go.</summary>
    public Contender Batch(NetCase net, float[][] parameters, Samples data, AlignedBuffer<float> outputs)
    {
        var function = (delegate* unmanaged<int*, int, int, int, float*, float*, float*, int, void>)NativeLibrary.GetExport(library, "blocked_batch");
        AlignedBuffer<int> sizes = Sizes(net);
        AlignedBuffer<float> packed = Pack(net, CPeer.Parameters(net, parameters, "inputs"));
        return Contender.Of("blocked C", () => function(Address(sizes), net.Sizes.Length - 1, (int)net.Hidden, (int)net.Last, Address(packed), Address(data.Inputs), Address(outputs), data.Rows));
    }

    /// <summary>A step of gradient descent, and what gives the parameters that it has changed, as those of <see cref="CPeer"/>.</summary>
    public (Action Step, Func<AlignedBuffer<float>> Parameters) TrainingStep(NetCase net, float[][] parameters, Samples data, float rate)
    {
        var train = (delegate* unmanaged<int*, int, int, int, float*, float*, float*, int, float, float, void>)NativeLibrary.GetExport(library, "blocked_train");
        var unpack = (delegate* unmanaged<int*, int, float*, float*, void>)NativeLibrary.GetExport(library, "blocked_unpack");
        AlignedBuffer<int> sizes = Sizes(net);
        int layers = net.Sizes.Length - 1;
        AlignedBuffer<float> plain = CPeer.Parameters(net, parameters, "inputs");
        AlignedBuffer<float> packed = Pack(net, plain);
        float scale = CPeer.Scale(net, data);
        return (
            () => train(Address(sizes), layers, (int)net.Hidden, (int)net.Last, Address(packed), Address(data.Inputs), Address(data.Targets), data.Rows, scale, rate),
            () =>
            {
                unpack(Address(sizes), layers, Address(plain), Address(packed));
                return plain;
            });
    }

    private AlignedBuffer<float> Pack(NetCase net, AlignedBuffer<float> plain)
    {
        var size = (delegate* unmanaged<int*, int, nint>)NativeLibrary.GetExport(library, "blocked_size");
        var pack = (delegate* unmanaged<int*, int, float*, float*, void>)NativeLibrary.GetExport(library, "blocked_pack");
        AlignedBuffer<int> sizes = Sizes(net);
        var packed = new AlignedBuffer<float>((int)size(Address(sizes), net.Sizes.Length - 1));
        pack(Address(sizes), net.Sizes.Length - 1, Address(plain), Address(packed));
        return packed;
    }

    private static AlignedBuffer<int> Sizes(NetCase net)
    {
        var sizes = new AlignedBuffer<int>(net.Sizes.Length);
        net.Sizes.CopyTo(sizes.Span);
        return sizes;
    }

    private static T* Address<T>(AlignedBuffer<T> pinned)
        where T : unmanaged
        => (T*)Unsafe.AsPointer(ref pinned.Reference);
}

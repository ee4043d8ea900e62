namespace NnGen;

/// <summary>How the tensors of a file lie.</summary>
public enum TensorLayout
{
    /// <summary>As PyTorch has them, and NnGen: the weight of a dense layer is [out, in], of a convolution [out, in, height, width].</summary>
    PyTorch,

    /// <summary>
    /// As Keras has them: the kernel of a dense layer is [in, out], of a convolution [height, width, in, out], and a layer behind <c>Flatten</c> has the
    /// features of an image with the channels last. <c>kernel</c>, <c>gamma</c>, <c>beta</c>, <c>moving_mean</c>, <c>moving_variance</c> and <c>embeddings</c>
    /// are read as <c>weight</c>, <c>bias</c>, <c>running_mean</c> and <c>running_var</c>, and paths such as <c>sequential/dense_1/kernel</c> as names with
    /// dots. Recurrent layers and attention are not read so.
    /// </summary>
    Keras,
}

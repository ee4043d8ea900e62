namespace NnGen.Benchmarks.Images;

/// <summary>A network of images of the tables: its layers for the peers.</summary>
/// <param name="Name">As the tables print it.</param>
/// <param name="CName">The beginning of its functions' names in images.c, and of its files.</param>
/// <param name="BatchRows">How many images are predicted at once.</param>
/// <param name="IsTrained">Whether the training table shows it; it ends in a softmax then.</param>
/// <param name="Input">Channels, height and width.</param>
/// <param name="Layers">One after the other.</param>
/// <param name="Create">A network with drawn parameters.</param>
internal sealed record ImageCase(string Name, string CName, int BatchRows, bool IsTrained, int[] Input, ImageLayer[] Layers, Func<NetUnderTest> Create)
{
    /// <summary>The numbers of an image.</summary>
    public int Inputs => ImageLayer.Product(Input);

    /// <summary>The numbers that come out of one.</summary>
    public int Outputs => ImageLayer.Product(OutputShape);

    /// <summary>The shape that comes out.</summary>
    public int[] OutputShape => Layers.Aggregate(Input, (shape, layer) => layer.Shape(shape));

    /// <summary>Each layer with the shape of its input.</summary>
    public IEnumerable<(ImageLayer Layer, int[] Input)> Steps
    {
        get
        {
            int[] shape = Input;
            foreach (ImageLayer layer in Layers)
            {
                yield return (layer, shape);
                shape = layer.Shape(shape);
            }
        }
    }

    /// <summary>The multiply-adds of one image.</summary>
    public long MultiplyAdds => Steps.Sum(step => step.Layer.MultiplyAdds(step.Input));

    /// <summary>The useful operations of a training step for one image: forward, weight gradients, and input gradients but the first.</summary>
    public long TrainingOperations => 2 * (3 * MultiplyAdds - Steps.Select(step => step.Layer.MultiplyAdds(step.Input)).First(count => count > 0));

    /// <summary>Images with labels, the same for every contender.</summary>
    public Samples Draw(int rows) => new(Inputs, Outputs, rows);

    /// <summary>
    /// A network whose normalisations have numbers as after some training: those that a new network has, zero and one, would make every
    /// normalisation a copy.
    /// </summary>
    public NetUnderTest CreateTrained()
    {
        NetUnderTest net = Create();
        float[][] parameters = net.ExportParameters();
        var random = new Random(11);
        foreach ((ImageLayer layer, int first, _) in Numbered())
        {
            if (layer.Op == ImageOp.Norm)
            {
                Fill(parameters[first], 0.5f, 1.5f);
                Fill(parameters[first + 1], -0.2f, 0.2f);
                Fill(parameters[first + 2], -0.2f, 0.2f);
                Fill(parameters[first + 3], 0.5f, 1.5f);
            }
        }

        net.ImportParameters(parameters);
        return net;

        void Fill(float[] values, float least, float most)
        {
            foreach (ref float value in values.AsSpan())
            {
                value = least + (most - least) * random.NextSingle();
            }
        }
    }

    /// <summary>Each layer with the number of its first parameter and the shape of its input.</summary>
    public IEnumerable<(ImageLayer Layer, int First, int[] Input)> Numbered()
    {
        int first = 0;
        foreach ((ImageLayer layer, int[] input) in Steps)
        {
            yield return (layer, first, input);
            first += layer.Parameters(input).Length;
        }
    }

    /// <summary>
    /// The parameters for prediction in C, one after the other: each normalisation is folded into the weight of the convolution before it and
    /// becomes its bias, as a library does when it loads a model.
    /// </summary>
    public float[] Folded(float[][] parameters)
    {
        var folded = new List<float>();
        foreach ((ImageLayer layer, int first, int[] input) in Numbered())
        {
            if (layer.Op != ImageOp.Norm)
            {
                folded.AddRange(parameters.Skip(first).Take(layer.Parameters(input).Length).SelectMany(values => values));
                continue;
            }

            (float[] scale, float[] shift, float[] mean, float[] variance) = (parameters[first], parameters[first + 1], parameters[first + 2], parameters[first + 3]);
            int each = parameters[first - 1].Length / scale.Length;
            int start = folded.Count - parameters[first - 1].Length;
            float[] factors = [.. scale.Select((value, i) => value / MathF.Sqrt(variance[i] + ImageLayer.Epsilon))];
            for (int i = start; i < folded.Count; i++)
            {
                folded[i] *= factors[(i - start) / each];
            }

            folded.AddRange(shift.Select((value, i) => value - mean[i] * factors[i]));
        }

        return [.. folded];
    }
}

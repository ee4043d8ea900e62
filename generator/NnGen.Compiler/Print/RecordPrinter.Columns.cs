using NnGen.Compiler.Model;

namespace NnGen.Compiler.Print;

/// <summary>The code that knows the record: its columns by name, its targets, and how it is made of a row of text.</summary>
internal sealed partial class RecordPrinter
{
    private void Columns()
    {
        _writer.Blank();
        _writer.Line("/// <summary>The columns of a record and its targets, and a record of a row of text.</summary>");
        using (_writer.Block("private static class RecordColumns"))
        {
            using (_writer.Block($"public static void Write(in {Car} record, global::NnGen.RecordEncoding scales, global::System.Span<{_t}> features)"))
            {
                int column = 0;
                foreach (RecordMember member in _record.Features)
                {
                    Feature(member, column);
                    column += member.Columns;
                }
            }

            _writer.Blank();
            using (_writer.Block($"public static void WriteTargets(in {Car} record, global::System.Span<double> targets)"))
            {
                for (int i = 0; i < _targets.Count; i++)
                {
                    _writer.Line($"targets[{Literals.Integer(i)}] = {Target(_targets[i])};");
                }
            }

            foreach (RecordMember member in _record.Members.Where(member => member.Kind == RecordMemberKind.Enumeration))
            {
                Classes(member);
            }

            if (_record.CanBeMade)
            {
                _writer.Blank();
                Read();
            }
        }
    }

    /// <summary>A number as a double: two of C#'s types are made one only where that is said.</summary>
    private static string Widened(RecordMember member)
    {
        string cast = member.Type is not ("decimal" or "global::System.Half") ? "" : member.IsOptional ? "(double?)" : "(double)";
        return cast + Member(member);
    }

    private static string Member(RecordMember member) => "record." + PageNames.Escape(member.Name);

    private void Feature(RecordMember member, int column)
    {
        string at = $"features[{Literals.Integer(column)}]";
        string value = Member(member);
        int missing = column + member.Columns - 1;
        switch (member.Kind)
        {
            case RecordMemberKind.Number:
                string number = member.LogOffset is double offset ? $"scales.Log({Literals.Integer(column)}, {Widened(member)}, {Literals.Number(offset, isDouble: true)})" : Widened(member);
                _writer.Line($"{at} = {(_t == "double" ? "" : "(float)")}scales.Number({Literals.Integer(column)}, {number});");
                break;
            case RecordMemberKind.Boolean:
                _writer.Line($"{at} = {value}{(member.IsOptional ? " == true" : "")} ? 1 : 0;");
                break;
            case RecordMemberKind.Text when member.EmbeddingFeatures > 0:
                string looked = $"scales.Category({Literals.Integer(IndexOf(member))}, {value})";
                _writer.Line($"{at} = {looked}{(member.IsOptional ? $" ?? {Literals.Integer(member.MissingClass)}" : ".GetValueOrDefault()")};{(member.Classes.Count == 0 ? "" : " // " + Shown(member))}");
                break;
            case RecordMemberKind.Enumeration when member.EmbeddingFeatures > 0:
                string row = member.IsOptional ? $"{value} is {{ }} known{member.Name} ? NumberOf{member.Name}(known{member.Name}) : {Literals.Integer(member.MissingClass)}" : $"NumberOf{member.Name}({value})";
                _writer.Line($"{at} = {row}; // {Shown(member)}");
                break;
            case RecordMemberKind.Text:
                int width = member.Columns - (member.IsOptional ? 1 : 0);
                _writer.Line($"global::NnGen.RecordEncoding.OneHot(scales.Category({Literals.Integer(IndexOf(member))}, {value}), features.Slice({Literals.Integer(column)}, {Literals.Integer(width)}));{(member.Classes.Count == 0 ? "" : " // " + Shown(member))}");
                break;
            case RecordMemberKind.Calendar:
                Calendar(member, column);
                break;
            case RecordMemberKind.Vector:
                _writer.Line($"scales.Vector<{member.Type.Replace("[]", "")}, {_t}>({Literals.Integer(column)}, {value}, features.Slice({Literals.Integer(column)}, {Literals.Integer(member.Length)}));");
                break;
            default:
                string known = member.IsOptional ? $"{value} is {{ }} known{member.Name} ? NumberOf{member.Name}(known{member.Name}) : null" : $"NumberOf{member.Name}({value})";
                _writer.Line($"global::NnGen.RecordEncoding.OneHot({known}, features.Slice({Literals.Integer(column)}, {Literals.Integer(member.Classes.Count)})); // {Shown(member)}");
                break;
        }

        if (member.IsOptional)
        {
            _writer.Line($"features[{Literals.Integer(missing)}] = {value} is null ? 1 : 0;");
        }
    }

    private int IndexOf(RecordMember member) => _record.Members.ToList().FindIndex(other => other.Name == member.Name);

    /// <summary>A year is a number; whatever goes round is the sine and the cosine of where it stands, so that December is next to January.</summary>
    private void Calendar(RecordMember member, int column)
    {
        string date = Member(member) + (member.IsOptional ? "?" : "");
        string optional = member.IsOptional ? "?" : "";
        string day = member.Type == "global::System.TimeOnly" ? "ToTimeSpan()" : "TimeOfDay";
        foreach (string part in member.Parts)
        {
            string turn = part switch
            {
                "Month" => $"({date}.Month - 1) / 12.0",
                "DayOfMonth" => $"({date}.Day - 1) / 31.0",
                "DayOfYear" => $"({date}.DayOfYear - 1) / 366.0",
                "DayOfWeek" => $"(int{optional}){date}.DayOfWeek / 7.0",
                "Hour" => $"{date}.Hour / 24.0",
                "Minute" => $"{date}.Minute / 60.0",
                _ => $"{date}.{day}.TotalDays",
            };
            if (part == "Year")
            {
                _writer.Line($"features[{Literals.Integer(column)}] = {(_t == "double" ? "" : "(float)")}scales.Number({Literals.Integer(column)}, {date}.Year);");
                column++;
            }
            else
            {
                _writer.Line($"global::NnGen.RecordEncoding.Turn({turn}, features.Slice({Literals.Integer(column)}, 2));");
                column += 2;
            }
        }
    }

    /// <summary>The classes for a comment: the first few.</summary>
    private static string Shown(RecordMember member)
    {
        const int Most = 6;
        return string.Join(", ", member.Classes.Take(Most)) + (member.Classes.Count > Most ? $" and {Literals.Integer(member.Classes.Count - Most)} more" : "");
    }

    private static string Target(RecordMember member) => member.Kind switch
    {
        RecordMemberKind.Number => $"(double){Member(member)}",
        RecordMemberKind.Boolean => $"{Member(member)} ? 1 : 0",
        _ => $"NumberOf{member.Name}({Member(member)})",
    };

    private void Classes(RecordMember member)
    {
        string Class(string name) => $"{member.Type}.{PageNames.Escape(name)}";
        _writer.Blank();
        _writer.Line($"private static int NumberOf{member.Name}({member.Type} value) => value switch");
        _writer.Line("{");
        using (_writer.Indent())
        {
            for (int i = 0; i < member.Classes.Count; i++)
            {
                _writer.Line($"{Class(member.Classes[i])} => {Literals.Integer(i)},");
            }

            _writer.Line($"_ => throw global::NnGen.RecordEncoding.NoClass({Literals.Text(member.Name)}, unchecked((long)value), {string.Join(", ", member.Classes.Take(30).Select(Literals.Text))}),");
        }

        _writer.Line("};");
        if (!member.IsTarget && !_record.CanBeMade)
        {
            return;
        }

        _writer.Blank();
        _writer.Line($"public static {member.Type} ClassOf{member.Name}(int number) => number switch");
        _writer.Line("{");
        using (_writer.Indent())
        {
            for (int i = 0; i < member.Classes.Count; i++)
            {
                _writer.Line($"{(i == member.Classes.Count - 1 ? "_" : Literals.Integer(i))} => {Class(member.Classes[i])},");
            }
        }

        _writer.Line("};");
    }

    private void Read()
    {
        string[] arguments = [.. _record.Arguments.Where(argument => !argument.IsSet).Select(argument => $"{PageNames.Escape(argument.Name)}: {Value(argument)}")];
        string[] settings = [.. _record.Arguments.Where(argument => argument.IsSet).Select(argument => $"{PageNames.Escape(argument.Name)} = {Value(argument)},")];
        _writer.List($"public static {Car} Read(global::NnGen.RecordRow row) => new {Car}(", arguments, settings.Length == 0 ? ");" : ")");
        if (settings.Length > 0)
        {
            _writer.Line("{");
            using (_writer.Indent())
            {
                foreach (string setting in settings)
                {
                    _writer.Line(setting);
                }
            }

            _writer.Line("};");
        }
    }

    private string Value(RecordArgument argument)
    {
        if (argument.Member < 0)
        {
            return "default!";
        }

        RecordMember member = _record.Members[argument.Member];
        string index = Literals.Integer(argument.Member);
        return (member.Kind, member.IsOptional) switch
        {
            (RecordMemberKind.Number, false) => $"row.Number<{member.Type}>({index})",
            (RecordMemberKind.Number, true) => $"row.OptionalNumber<{member.Type}>({index})",
            (RecordMemberKind.Boolean, false) => $"row.Boolean({index})",
            (RecordMemberKind.Boolean, true) => $"row.OptionalBoolean({index})",
            (RecordMemberKind.Text, false) => $"row.Text({index})",
            (RecordMemberKind.Text, true) => $"row.OptionalText({index})",
            (RecordMemberKind.Vector, _) => $"row.Vector<{member.Type.Replace("[]", "")}>({index})",
            (RecordMemberKind.Calendar, false) => $"row.Date<{member.Type}>({index})",
            (RecordMemberKind.Calendar, true) => $"row.OptionalDate<{member.Type}>({index})",
            (_, false) => $"ClassOf{member.Name}(row.Class({index}))",
            _ => $"row.OptionalClass({index}) is >= 0 and int number{member.Name} ? ClassOf{member.Name}(number{member.Name}) : null",
        };
    }
}

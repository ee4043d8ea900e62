// Makes the Arrow files in this folder with implementations that are not the one under test: Polars (Rust) and Apache Arrow for JavaScript.
//
//     npm install nodejs-polars@0.26.1 apache-arrow@21.2.0 && node make.js [OUT_FOLDER]        (default: the folder of this script)
//
// The cars are those of CarFile.cs, the sounds those of ReadingTests.cs.
const fs = require('fs');
const path = require('path');
const pl = require('nodejs-polars');
const arrow = require('apache-arrow');

const out = process.argv[2] || __dirname;
const file = name => path.join(out, name);
const day = text => new Date(text + 'T00:00:00Z');
const cars = [
  [4, 140.5, 90, 2408, true, 'Usa', 'red', day('2026-11-28'), 24],
  [8, 307, null, 3504, false, 'Europe', 'blue', day('1970-01-01'), 18],
  [3, 70, 97, 2330.25, true, null, 'red', day('1969-12-31'), 19.5],
  [6, 225, 95, 3785, false, 'Japan', 'blue', day('2000-02-29'), 18.25],
  [4, 98, null, 2046, true, 'Europe', 'blue', day('1999-07-04'), 31],
];
const names = ['cylinders', 'displacement', 'horsepower', 'weight', 'is_new', 'origin', 'color', 'sold', 'mpg'];

// Polars: texts are views, categories dictionaries of views, lists are large.
const types = [pl.Int8, pl.Float32, pl.Int64, pl.Float64, pl.Bool, pl.Utf8, pl.Utf8, null, pl.Float32];
const columns = names.map((name, i) => types[i] ? pl.Series(name, cars.map(car => car[i]), types[i]) : pl.Series(name, cars.map(car => car[i])).cast(pl.Date));
columns.push(pl.Series('name', ['a text of more than twelve bytes', 'b', 'c', 'd', null], pl.Utf8));
const plain = pl.DataFrame(columns);
const classes = plain.withColumns(pl.col('color').cast(pl.Categorical), pl.col('origin').cast(pl.Categorical), pl.col('sold').cast(pl.Datetime('us')));
plain.writeIPC(file('polars-plain.arrow'), { compression: 'uncompressed' });
classes.writeIPC(file('polars-lz4.arrow'), { compression: 'lz4' });
classes.writeIPC(file('polars-zstd.arrow'), { compression: 'zstd' });
classes.writeIPCStream(file('polars-stream.arrows'), { compression: 'zstd' });
pl.DataFrame([
  pl.Series('wave', [[1, 2, 3], [4, 5, 6.5]], pl.List(pl.Float32)),
  pl.Series('extra', [[1, 2], [0.5, -1]], pl.List(pl.Float64)),
  pl.Series('at', [day('2026-11-28'), day('1969-12-31')]),
  pl.Series('clock', [45296000000000, null], pl.Int64).cast(pl.Time),
  pl.Series('pitch', [440, 220.5], pl.Float32),
]).writeIPC(file('polars-lists.arrow'), { compression: 'lz4' });

// Apache for JavaScript: dictionaries that are added to in the stream form, lists with ends of 32 bits and of fixed length.
const { Bool, Dictionary, DateDay, Field, FixedSizeList, Float32, Float64, Int16, Int32, List, RecordBatch, RecordBatchFileWriter, RecordBatchStreamWriter, Schema, Struct, Table, TimeMillisecond, TimestampMillisecond, Utf8 } = arrow;
const jsTypes = [new Int16(), new Float32(), new Float32(), new Float64(), new Bool(), new Dictionary(new Utf8(), new Int32(), 7), new Utf8(), new DateDay(), new Float32()];
const schema = new Schema(names.map((name, i) => new Field(name, jsTypes[i], true)));
const builders = jsTypes.map(type => arrow.makeBuilder({ type, nullValues: [null] }));
const batches = [cars.slice(0, 2), cars.slice(2, 4), cars.slice(4)].map(part => {
  part.forEach(car => car.forEach((value, i) => builders[i].append(value)));
  return new RecordBatch(schema, arrow.makeData({ type: new Struct(schema.fields), length: part.length, nullCount: 0, children: builders.map(builder => builder.flush()) }));
});
const table = new Table(schema, batches);
fs.writeFileSync(file('js-file.arrow'), RecordBatchFileWriter.writeAll(table).toUint8Array(true));
fs.writeFileSync(file('js-stream.arrows'), RecordBatchStreamWriter.writeAll(table).toUint8Array(true));
const sounds = new Table({
  wave: arrow.vectorFromArray([[1, 2, 3], [4, 5, 6.5]], new List(new Field('item', new Float32(), true))),
  extra: arrow.vectorFromArray([[1, 2], [0.5, -1]], new FixedSizeList(2, new Field('item', new Float64(), true))),
  at: arrow.vectorFromArray([day('2026-11-28'), day('1969-12-31')], new TimestampMillisecond()),
  clock: arrow.vectorFromArray([45296000, null], new TimeMillisecond()),
  pitch: arrow.vectorFromArray([440, 220.5], new Float32()),
});
fs.writeFileSync(file('js-lists.arrow'), arrow.tableToIPC(sounds, 'file'));

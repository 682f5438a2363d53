import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a dataset was loaded as a whole. Written last in the transaction that loads it. */
@Entity('loaded_dataset')
export class LoadedDataset {
  /** For example `sample`. */
  @PrimaryColumn({ type: 'varchar', length: 40 })
  name!: string;

  /** Which edition of the dataset: changes whenever its rows do. */
  @Column({ type: 'varchar', length: 40 })
  version!: string;
}

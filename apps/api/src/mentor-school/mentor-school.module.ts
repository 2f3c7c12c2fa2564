import { Module } from '@nestjs/common';
import { MentorSchoolController } from './mentor-school.controller.js';
import { MentorSchoolService } from './mentor-school.service.js';

@Module({ controllers: [MentorSchoolController], providers: [MentorSchoolService] })
export class MentorSchoolModule {}
